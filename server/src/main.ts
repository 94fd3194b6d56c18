import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { growSlowly } from './host/heap';
import { startServer } from './lsp/server';

growSlowly();

const connection = createConnection(ProposedFeatures.all);
// Work that nobody waits for may fail without taking the server along.
process.on('unhandledRejection', error => connection.console.error(`Something failed unexpectedly: ${error instanceof Error ? error.stack : String(error)}`));
startServer(connection);
