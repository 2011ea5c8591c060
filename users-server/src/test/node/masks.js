// Which fields a mask changes, labels among them.
'use strict';

const { call, close } = require('./client.js');

async function main() {
  const labels = { team: '', 'x.y': '1', Team: 'a', team_1: 'b' };
  const user = {
    first_name: 'Ann', last_name: 'Lee', nickname: 'ann', email: 'masks@foreign.test', country: 'FR', labels,
  };
  const { id } = await call('CreateUser', { user, password: 'a-test-pw' });
  await call('GetUser', { id });
  const update = (changes, paths) =>
    call('UpdateUser', { user: { id, ...changes }, ...(paths && { update_mask: { paths } }) });
  await update({ first_name: 'Bea' });
  await update({ first_name: 'Cat' }, []);
  await update({ ...user, first_name: 'Dan' }, ['*']);
  await update({ first_name: 'Eva', last_name: 'ignored' }, ['first_name']);
  await update({ first_name: 'Fay' }, ['firstName']);
  await update({ first_name: 'Fay' }, ['first_name', 'first_name']);
  await update({ labels: { team: 'blue', Team: 'ignored' } }, ['labels.team']);
  await update({ labels: { Team: 'c' } }, ['labels.Team']);
  await update({ labels: { team_1: 'd' } }, ['labels.team_1']);
  await update({}, ['labels.x.y']);
  close();
}

main();
