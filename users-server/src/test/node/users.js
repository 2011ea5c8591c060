// The life of a user.
'use strict';

const { call, close } = require('./client.js');

async function main() {
  const user = {
    first_name: '日本', last_name: 'Lee', nickname: 'annlee', email: 'node@foreign.test', country: 'gb',
  };
  const created = await call('CreateUser', { user, password: 'a-test-pw' });
  await call('GetUser', { email: 'NODE@foreign.test' });
  await call('CreateUser', { user, password: 'a-test-pw' });
  await call('ListUsers', { filter: 'country = "GB"', page_size: 10 });
  await call('UpdateUser', {
    user: { id: created.id, first_name: 'Ann', last_name: 'ignored' }, update_mask: { paths: ['first_name'] },
  });
  await call('UpdateUser', { user: { id: created.id, nickname: 'x' }, update_mask: { paths: ['labels.Team'] } });
  await call('DeleteUser', { id: created.id, etag: '99' });
  await call('DeleteUser', { id: created.id });
  await call('GetUser', { id: created.id });
  close();
}

main();
