// Calls with much metadata, beside a stream on the same connection.
'use strict';

const { call, close, grpc, health } = require('./client.js');

function watched(watch) {
  return new Promise((resolve) => watch.once('data', resolve));
}

async function main() {
  const watch = health.watch({ service: '' });
  watch.on('error', (error) => console.log(JSON.stringify({ code: grpc.status[error.code] })));
  await watched(watch);
  const request = { email: 'nobody@foreign.test' };
  await call('GetUser', request, [['x-large', 'v'.repeat(16 * 1024)]]);
  await call('GetUser', request, [['x-large', 'v'.repeat(60 * 1024)]]);
  await call('GetUser', request, Array.from({ length: 2000 }, (_, i) => [`x-${i}`, 'v']));
  await call('GetUser', request, [['x-large', 'v'.repeat(15 * 1024)]]);
  // Of these lengths base64 has two, one and no characters of padding.
  await call('GetUser', request, [1, 2, 3].map((length) => ['x-bytes-bin', Buffer.alloc(length, 0xfb)]));
  watch.cancel();
  close();
}

main();
