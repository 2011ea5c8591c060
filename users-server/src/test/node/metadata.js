// Calls with much metadata, beside a watch on the same connection that goes on and tells of the next change.
'use strict';

const { call, close, grpc, users } = require('./client.js');

async function main() {
  const user = {
    first_name: 'Ann', last_name: 'Lee', nickname: 'ann', email: 'metadata@foreign.test', country: 'IE',
  };
  const watch = users.watchUsers({ filter: 'country = IE' });
  const events = [];
  let begun;
  const first = new Promise((resolve) => { begun = resolve; });
  watch.on('data', (event) => { events.push(event.kind); begun(); });
  watch.on('error', (error) => console.log(JSON.stringify({ code: grpc.status[error.code] })));
  await first;
  const request = { email: 'nobody@foreign.test' };
  await call('GetUser', request, [['x-large', 'v'.repeat(16 * 1024)]]);
  await call('GetUser', request, [['x-large', 'v'.repeat(60 * 1024)]]);
  await call('GetUser', request, Array.from({ length: 2000 }, (_, i) => [`x-${i}`, 'v']));
  await call('GetUser', request, [['x-large', 'v'.repeat(15 * 1024)]]);
  // Of these lengths base64 has two, one and no characters of padding.
  await call('GetUser', request, [1, 2, 3].map((length) => ['x-bytes-bin', Buffer.alloc(length, 0xfb)]));
  await call('CreateUser', { user, password: 'a-test-pw' });
  while (!events.includes('CREATED')) {
    await new Promise((resolve) => watch.once('data', resolve));
  }
  console.log(JSON.stringify({ code: 'WATCHED' }));
  watch.cancel();
  close();
}

main();
