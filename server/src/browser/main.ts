import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startServer } from '../lsp/server';
import { remoteFiles } from './remote';

/**
 * The server as a web worker, for editors that run in a browser. Files come from the editor, so that it works over any file
 * system the editor has. What needs a machine is not there: git (branches, comparing with other commits), threads, the cache.
 */
const worker = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
startServer(connection, { files: remoteFiles(connection) });
