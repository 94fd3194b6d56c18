// A small LSP client over stdio: enough to time a server from outside.
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';

export class Client {
  constructor(command, args, cwd) {
    this.child = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
    this.next = 1;
    this.waiting = new Map();
    this.listeners = [];
    this.rest = Buffer.alloc(0);
    this.child.stdout.on('data', d => this.receive(d));
  }

  receive(data) {
    this.rest = Buffer.concat([this.rest, data]);
    for (;;) {
      const head = this.rest.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.rest.subarray(0, head).toString())[1]);
      if (this.rest.length < head + 4 + length) return;
      const message = JSON.parse(this.rest.subarray(head + 4, head + 4 + length).toString());
      this.rest = this.rest.subarray(head + 4 + length);
      if (message.id !== undefined && message.method === undefined) {
        this.waiting.get(message.id)?.(message);
        this.waiting.delete(message.id);
      } else {
        if (message.id !== undefined) this.send({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(() => ({})) : null });
        for (const l of [...this.listeners]) l(message);
      }
    }
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  request(method, params) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, m => (m.error ? reject(new Error(`${method}: ${m.error.message}`)) : resolve(m.result)));
      this.send({ id, method, params });
    });
  }

  /** Resolves with the first notification that `match` accepts. */
  heard(match) {
    return new Promise(resolve => {
      const listener = m => {
        if (!match(m)) return;
        this.listeners.splice(this.listeners.indexOf(listener), 1);
        resolve(m);
      };
      this.listeners.push(listener);
    });
  }

  async start(folder, extra = {}) {
    const uri = pathToFileURL(folder).toString();
    await this.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      initializationOptions: { status: true },
      capabilities: { textDocument: { publishDiagnostics: { versionSupport: true }, definition: { linkSupport: true } }, workspace: { configuration: true } },
      ...extra,
    });
    this.notify('initialized', {});
  }

  async stop() {
    const gone = new Promise(resolve => this.child.once('exit', resolve));
    await this.request('shutdown', null);
    this.notify('exit', null);
    await gone;
  }
}
