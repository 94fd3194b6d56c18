import type { Tool, ToolAnswer } from '../features/tools';

/**
 * The Model Context Protocol over lines of JSON, as far as a server of tools needs it: handshake with a choice of versions,
 * ping, listing and calling tools, cancellation. Everything else is answered with "method not found". Never throws.
 * https://modelcontextprotocol.io/specification
 */

/** Versions that can be spoken, the newest first. What this server does is the same in all of them. */
export const VERSIONS: readonly string[] = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
/** Since this version tools may have titles, and answers plain data beside their text. */
const STRUCTURED_SINCE = '2025-06-18';
/** Only this version has batches. */
const BATCHES = '2025-03-26';

export const ERRORS = { parse: -32_700, invalidRequest: -32_600, methodNotFound: -32_601, invalidParams: -32_602, internal: -32_603 } as const;

export interface McpOptions {
  readonly name: string;
  readonly version: string;
  readonly instructions: string;
  readonly tools: readonly Tool[];
  call(name: string, input: unknown): Promise<ToolAnswer>;
}

type Id = string | number;
type Message = { readonly [name: string]: unknown };

export interface McpSession {
  /** Takes one line in; gives the line to answer with, null if there is none. */
  line(text: string): Promise<string | null>;
}

export function createSession(options: McpOptions): McpSession {
  let version: string | null = null;
  /** Requests under way, and those that were called off meanwhile. */
  const open = new Set<Id>();
  const cancelled = new Set<Id>();

  const failure = (id: Id | null, code: number, message: string, data?: unknown): Message => ({ jsonrpc: '2.0', id, error: { code, message, ...(data === undefined ? {} : { data }) } });

  async function message(given: unknown): Promise<Message | null> {
    if (!isObject(given) || given['jsonrpc'] !== '2.0') return failure(idOf(given), ERRORS.invalidRequest, 'This is no JSON-RPC 2.0 message.');
    const { method } = given;
    // An answer to a request: this server sends none.
    if (method === undefined && ('result' in given || 'error' in given)) return null;
    if (typeof method !== 'string') return failure(idOf(given), ERRORS.invalidRequest, 'A request needs a method.');
    if (!('id' in given)) {
      notified(method, given['params']);
      return null;
    }
    const id = idOf(given);
    if (id === null) return failure(null, ERRORS.invalidRequest, 'The id of a request is text or a number.');
    if (open.has(id)) return failure(id, ERRORS.invalidRequest, 'A request with this id is under way.');
    open.add(id);
    try {
      const answer = await request(method, isObject(given['params']) ? given['params'] : {});
      if (cancelled.has(id)) return null;
      return 'code' in answer ? failure(id, answer.code, answer.message, answer.data) : { jsonrpc: '2.0', id, result: answer.result };
    } catch {
      return failure(id, ERRORS.internal, 'Pipewright failed to answer this.');
    } finally {
      open.delete(id);
      cancelled.delete(id);
    }
  }

  function notified(method: string, params: unknown): void {
    const id = method === 'notifications/cancelled' && isObject(params) ? params['requestId'] : undefined;
    if ((typeof id === 'string' || typeof id === 'number') && open.has(id)) cancelled.add(id);
  }

  async function request(method: string, params: Message): Promise<{ readonly result: Message } | { readonly code: number; readonly message: string; readonly data?: unknown }> {
    if (method === 'ping') return { result: {} };
    if (method === 'initialize') {
      const wished = params['protocolVersion'];
      if (typeof wished !== 'string') return { code: ERRORS.invalidParams, message: 'initialize needs a protocolVersion.', data: { supported: VERSIONS } };
      version = VERSIONS.includes(wished) ? wished : VERSIONS[0]!;
      return { result: { protocolVersion: version, capabilities: { tools: {} }, serverInfo: { name: options.name, version: options.version, ...(structured() ? { title: 'Pipewright' } : {}) }, instructions: options.instructions } };
    }
    if (version === null) return { code: ERRORS.invalidRequest, message: 'initialize comes first.' };
    switch (method) {
      case 'tools/list':
        return { result: { tools: options.tools.map(shown) } };
      case 'tools/call': {
        const { name } = params;
        if (typeof name !== 'string') return { code: ERRORS.invalidParams, message: 'tools/call needs the name of a tool.' };
        if (!options.tools.some(t => t.name === name)) return { code: ERRORS.invalidParams, message: `There is no tool '${name.slice(0, 100)}'.` };
        const answer = await options.call(name, params['arguments']);
        if ('problem' in answer) return { result: { content: [{ type: 'text', text: answer.problem }], isError: true } };
        return { result: { content: [{ type: 'text', text: answer.text }], ...(structured() ? { structuredContent: answer.data } : {}), isError: false } };
      }
      default:
        return { code: ERRORS.methodNotFound, message: `This server does not know the method '${method.slice(0, 100)}'.` };
    }
  }

  const structured = (): boolean => version !== null && version >= STRUCTURED_SINCE;

  /** A tool as the version in use knows it. All are read-only and stay within the workspace. */
  function shown(tool: Tool): Message {
    return {
      name: tool.name,
      ...(structured() ? { title: tool.title } : {}),
      description: tool.description,
      inputSchema: tool.input,
      ...(version === '2024-11-05' ? {} : { annotations: { title: tool.title, readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } }),
    };
  }

  return {
    async line(text) {
      if (text.trim() === '') return null;
      let given: unknown;
      try {
        given = JSON.parse(text);
      } catch {
        return JSON.stringify(failure(null, ERRORS.parse, 'This line is not JSON.'));
      }
      if (!Array.isArray(given)) {
        const answer = await message(given);
        return answer === null ? null : JSON.stringify(answer);
      }
      if (version !== BATCHES || given.length === 0) return JSON.stringify(failure(null, ERRORS.invalidRequest, 'Messages come one a line.'));
      const answers = (await Promise.all(given.map(message))).filter(a => a !== null);
      return answers.length === 0 ? null : JSON.stringify(answers);
    },
  };
}

function idOf(given: unknown): Id | null {
  const id = isObject(given) ? given['id'] : null;
  return typeof id === 'string' || (typeof id === 'number' && Number.isFinite(id)) ? id : null;
}

function isObject(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
