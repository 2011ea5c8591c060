// A client that knows the .proto file alone. Prints what it got as JSON, one object a line.
'use strict';

const path = require('node:path');

const [protoFolder, address] = process.argv.slice(2);
const modules = path.resolve(protoFolder, 'node_modules');
const grpc = require(path.join(modules, '@grpc/grpc-js'));
const loader = require(path.join(modules, '@grpc/proto-loader'));

const definition = loader.loadSync('users/v1/users.proto', {
  includeDirs: [path.resolve(protoFolder, 'src/main/proto')],
  keepCase: true,
  longs: String,
});
const { users } = grpc.loadPackageDefinition(definition);
const client = new users.v1.UsersService(address, grpc.credentials.createInsecure());

function call(method, request) {
  return new Promise((resolve) => {
    const deadline = new Date(Date.now() + 20000);
    client[method](request, { deadline }, (error, answer) => {
      const outcome = error
        ? { code: grpc.status[error.code], details: error.metadata.get('grpc-status-details-bin').length }
        : answer;
      console.log(JSON.stringify(outcome));
      resolve(outcome);
    });
  });
}

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
  client.close();
}

main();
