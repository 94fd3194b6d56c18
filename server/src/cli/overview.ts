import { overview } from '../features/overview';
import { jsonText } from '../features/render/json';
import { EXIT } from './io';
import { overviewText } from './overviewText';
import { type Context, only, open, scopeOf, shownRoot, writePieces } from './context';

/** `pipewright overview`. */
export async function overviewCommand(context: Context): Promise<number> {
  const scope = scopeOf(context, context.args);
  const opened = await open(context, scope.root);
  const found = overview(opened.workspace, shownRoot(scope.root), scope.paths[0]?.path ?? '');
  await writePieces(context.io.stdout, only(context.values, 'format') === 'json' ? jsonText(found) : [overviewText(found, context.paint)]);
  return EXIT.fine;
}
