import path from 'node:path';
import { dataDictionary, type DictionaryOptions, type Page, runbook } from '../features/docs';
import { EXIT, UsageError } from './io';
import { type Context, only, open, scopeOf, writePieces } from './context';

/** `pipewright docs`: writes the data dictionary and the runbook into a folder, or prints them. */
export async function docsCommand(context: Context): Promise<number> {
  const { io, values } = context;
  const { root } = scopeOf(context, []);
  const given = only(values, 'out');
  const out = given === undefined ? null : path.resolve(io.cwd, given);
  if (out !== null && io.kindOf(out) === 'file') throw new UsageError(`'${given}' is a file; --out needs a folder`);
  const opened = await open(context, root);
  const pages = pagesOf(opened.workspace, root, out);
  if (out === null) {
    await writePieces(io.stdout, pages.map(p => `${p.markdown}\n`));
    return EXIT.fine;
  }
  const failed = pages.flatMap(p => io.writeFile(path.join(out, ...p.path.split('/')), p.markdown) ?? []);
  if (failed.length > 0) throw new UsageError(failed.join('\n'));
  if (!context.quiet) await io.stderr.write(`${pages.length} pages were written to ${given!}\n`);
  return EXIT.fine;
}

/** `out`: the absolute folder where the pages will lie, from which links to files lead; null for pages without links. */
function pagesOf(workspace: Parameters<typeof dataDictionary>[0], root: string, out: string | null): readonly Page[] {
  const options: DictionaryOptions = {
    name: path.basename(root),
    link: (page, file) => (out === null ? null : encodeURI(path.relative(path.dirname(path.join(out, page)), path.join(root, file)).split(path.sep).join('/'))),
  };
  return [...dataDictionary(workspace, options), runbook(workspace, options)];
}
