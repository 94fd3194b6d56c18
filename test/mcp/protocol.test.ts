import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { TOOLS } from '../../server/src/features/tools';
import { createSession, ERRORS, type McpSession, VERSIONS } from '../../server/src/mcp/protocol';
import { serveLines } from '../../server/src/mcp/stdio';

type Answer = { id?: unknown; result?: { [name: string]: unknown }; error?: { code: number; message: string; data?: unknown } };

function session(call: (name: string, input: unknown) => Promise<never> | Promise<{ text: string; data: object }> = name => Promise.resolve({ text: `asked ${name}`, data: { name } })): McpSession {
  return createSession({ name: 'pipewright', version: '1.0.0', instructions: 'Ask.', tools: TOOLS, call: call as never });
}
async function say(s: McpSession, message: unknown): Promise<Answer | null> {
  const line = await s.line(typeof message === 'string' ? message : JSON.stringify(message));
  assert.ok(line === null || !line.includes('\n'));
  return line === null ? null : (JSON.parse(line) as Answer);
}
const request = (id: unknown, method: string, params?: unknown) => ({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
async function started(version = VERSIONS[0]!, s = session()): Promise<McpSession> {
  await say(s, request(0, 'initialize', { protocolVersion: version, capabilities: {}, clientInfo: { name: 't', version: '0' } }));
  await say(s, { jsonrpc: '2.0', method: 'notifications/initialized' });
  return s;
}

describe('the protocol', () => {
  test('a version is agreed on', async () => {
    for (const [wished, got] of [['2024-11-05', '2024-11-05'], ['2025-06-18', '2025-06-18'], ['1999-01-01', VERSIONS[0]], ['2099-01-01', VERSIONS[0]]]) {
      const answer = await say(session(), request(1, 'initialize', { protocolVersion: wished, capabilities: {}, clientInfo: {} }));
      assert.equal(answer!.result!['protocolVersion'], got);
      assert.deepEqual(answer!.result!['capabilities'], { tools: {} });
    }
    assert.equal((await say(session(), request(1, 'initialize', {})))!.error!.code, ERRORS.invalidParams);
    assert.equal((await say(session(), request(1, 'tools/list')))!.error!.code, ERRORS.invalidRequest, 'initialize comes first');
    assert.deepEqual((await say(session(), request(1, 'ping')))!.result, {});
  });

  test('tools are listed as the version knows them', async () => {
    const tools = (await say(await started(), request('a', 'tools/list')))!.result!['tools'] as { name: string; title?: string; inputSchema: { type: string }; annotations?: { readOnlyHint: boolean } }[];
    assert.deepEqual(tools.map(t => t.name), ['find_datasets', 'describe_dataset', 'lineage', 'impact', 'findings']);
    assert.ok(tools.every(t => t.title && t.inputSchema.type === 'object' && t.annotations?.readOnlyHint === true));
    const old = (await say(await started('2024-11-05'), request(2, 'tools/list')))!.result!['tools'] as object[];
    assert.ok(old.every(t => !('title' in t) && !('annotations' in t)));
  });

  test('a call gives text, plain data where the version has it, and problems as results', async () => {
    const call = request(3, 'tools/call', { name: 'lineage', arguments: { name: 'x' } });
    assert.deepEqual((await say(await started(), call))!.result, { content: [{ type: 'text', text: 'asked lineage' }], structuredContent: { name: 'lineage' }, isError: false });
    assert.deepEqual((await say(await started('2025-03-26'), call))!.result, { content: [{ type: 'text', text: 'asked lineage' }], isError: false });
    const s = await started(undefined, session(() => Promise.resolve({ problem: 'No such table.' }) as never));
    assert.deepEqual((await say(s, call))!.result, { content: [{ type: 'text', text: 'No such table.' }], isError: true });
    assert.equal((await say(s, request(4, 'tools/call', { name: 'rm' })))!.error!.code, ERRORS.invalidParams);
    assert.equal((await say(s, request(5, 'tools/call', {})))!.error!.code, ERRORS.invalidParams);
    const failing = await started(undefined, session(() => Promise.reject(new Error('secret path'))));
    const fault = await say(failing, call);
    assert.equal(fault!.error!.code, ERRORS.internal);
    assert.ok(!JSON.stringify(fault).includes('secret'));
  });

  test('a cancelled request is not answered', async () => {
    let finish = (): void => {};
    const s = await started(undefined, session(() => new Promise(resolve => (finish = () => resolve({ text: 'late', data: {} })))));
    const first = s.line(JSON.stringify(request(7, 'tools/call', { name: 'lineage', arguments: {} })));
    assert.equal((await say(s, request(7, 'ping')))!.error!.code, ERRORS.invalidRequest, 'the id is taken');
    await say(s, { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } });
    finish();
    assert.equal(await first, null);
    assert.deepEqual((await say(s, request(7, 'ping')))!.result, {});
  });

  test('what is no message is refused, and what needs no answer gets none', async () => {
    const s = await started();
    assert.equal((await say(s, '{'))!.error!.code, ERRORS.parse);
    for (const bad of ['1', 'null', '"x"', '{}', '{"jsonrpc":"1.0","id":1,"method":"ping"}', '{"jsonrpc":"2.0","id":1}', '{"jsonrpc":"2.0","id":{},"method":"ping"}', '[]', `[${JSON.stringify(request(1, 'ping'))}]`]) assert.equal((await say(s, bad))!.error!.code, ERRORS.invalidRequest, bad);
    assert.equal((await say(s, request(1, 'resources/list')))!.error!.code, ERRORS.methodNotFound);
    for (const silent of ['', '  ', '{"jsonrpc":"2.0","method":"notifications/nonsense"}', '{"jsonrpc":"2.0","id":9,"result":{}}']) assert.equal(await say(s, silent), null, silent);
    const batch = await (await started('2025-03-26')).line(JSON.stringify([request(1, 'ping'), { jsonrpc: '2.0', method: 'x' }, request(2, 'ping')]));
    assert.equal((JSON.parse(batch!) as unknown[]).length, 2);
  });

  test('any line gives a line or nothing', async () => {
    const s = await started();
    await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.record({ jsonrpc: fc.constant('2.0'), id: fc.oneof(fc.integer(), fc.string(), fc.object()), method: fc.constantFrom('tools/call', 'tools/list', 'initialize', 'ping', '__proto__'), params: fc.object() }).map(m => JSON.stringify(m))), async line => {
      const answer = await s.line(line.replace(/\n/g, ' '));
      if (answer !== null) JSON.parse(answer);
    }), { numRuns: 500 });
  });
});

describe('lines', () => {
  async function served(chunks: readonly (string | Buffer)[], s: McpSession): Promise<string[]> {
    const out: string[] = [];
    await serveLines(s, Readable.from(chunks.map(c => Buffer.from(c as string))), new Writable({ write: (chunk, _, done) => { out.push(String(chunk)); done(); } }));
    return out.join('').split('\n').filter(l => l !== '');
  }

  test('are put together from pieces, characters too; the last needs no end', async () => {
    const text = `${JSON.stringify(request(1, 'ping'))}\r\n${JSON.stringify(request('ü', 'ping'))}`;
    const bytes = Buffer.from(text);
    const pieces = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    assert.deepEqual((await served(pieces, session())).map(l => (JSON.parse(l) as Answer).id), [1, 'ü']);
  });

  test('that never end are refused, and what follows is read', async () => {
    const long = 'x'.repeat(6_000_000);
    const out = await served([long, long, '\n', `${JSON.stringify(request(2, 'ping'))}\n`], session());
    assert.deepEqual(out.map(l => (JSON.parse(l) as Answer).error?.code ?? (JSON.parse(l) as Answer).id), [ERRORS.parse, 2]);
  });
});
