import type { Root } from './root';
import type { Session } from './session';

/** Answers that depend on other files than the one shown are asked for again this long after the last change. */
const QUIET_MS = 300;

/** Tells the editor to ask again for code lenses, hints, tokens and (where it pulls them) findings. */
export class Refresher {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly session: Session) {}

  soon(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), QUIET_MS);
    this.timer.unref();
  }

  private now(): void {
    this.timer = null;
    const { connection, client } = this.session;
    const { workspace } = client;
    // A client that is just leaving answers with an error: nothing is lost.
    const send = (wanted: boolean | undefined, method: string) => wanted === true && void connection.sendRequest(method).catch(() => {});
    send(workspace?.codeLens?.refreshSupport, 'workspace/codeLens/refresh');
    send(workspace?.semanticTokens?.refreshSupport, 'workspace/semanticTokens/refresh');
    send(workspace?.inlayHint?.refreshSupport, 'workspace/inlayHint/refresh');
    send(workspace?.diagnostics?.refreshSupport, 'workspace/diagnostic/refresh');
  }
}

export interface ChangeNotice {
  soon(root: Root): void;
}

/** Calls `send` once for each root, when no more changes of it have come for a while. */
export function changeNotice(send: (root: Root) => void): ChangeNotice {
  const timers = new Map<Root, NodeJS.Timeout>();
  return {
    soon(root) {
      clearTimeout(timers.get(root));
      const timer = setTimeout(() => {
        timers.delete(root);
        send(root);
      }, QUIET_MS);
      timer.unref();
      timers.set(root, timer);
    },
  };
}
