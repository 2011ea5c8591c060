// A client that knows the .proto file alone; all its calls are on one connection.
'use strict';

const path = require('node:path');

const [protoFolder, address] = process.argv.slice(2);
const modules = path.resolve(protoFolder, 'node_modules');
const grpc = require(path.join(modules, '@grpc/grpc-js'));
const loader = require(path.join(modules, '@grpc/proto-loader'));

const definition = loader.loadSync(['users/v1/users.proto'], {
  includeDirs: [path.resolve(protoFolder, 'src/main/proto')],
  keepCase: true,
  enums: String,
  longs: String,
});
const services = grpc.loadPackageDefinition(definition);
const credentials = grpc.credentials.createInsecure();
const channelOverride = new grpc.Channel(address, credentials, {});
const users = new services.users.v1.UsersService(address, credentials, { channelOverride });

// Prints what it got as JSON, one object a line.
function call(method, request, fields = []) {
  const metadata = new grpc.Metadata();
  fields.forEach(([name, value]) => metadata.add(name, value));
  return new Promise((resolve) => {
    const deadline = new Date(Date.now() + 20000);
    users[method](request, metadata, { deadline }, (error, answer) => {
      const outcome = error
        ? { code: grpc.status[error.code], details: error.metadata.get('grpc-status-details-bin').length }
        : answer;
      console.log(JSON.stringify(outcome));
      resolve(outcome);
    });
  });
}

module.exports = { call, grpc, users, close: () => channelOverride.close() };
