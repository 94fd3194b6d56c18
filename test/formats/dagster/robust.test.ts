import { readFileSync } from 'node:fs';
import { dagster } from '../../../server/src/formats/dagster';
import { robust } from '../robust';

const text = (path: string): string => readFileSync(path, 'utf8');

robust(dagster, {
  'shop/jobs.py': text('test/oracle/dagster/defs/jobs.py'),
  'shop/raw.py': text('examples/dagster-shop/shop/assets/raw.py'),
  'shop/marketing.py': text('examples/dagster-shop/shop/assets/marketing.py'),
  'shop/defs/copy/defs.yaml': 'type: shop.components.Copy\nattributes:\n  cron: "0 6 * * *"\n  deps: [a, "b/c"]\n---\ntype: x.Y\n',
  'shop/forms.py': text('test/oracle/dagster/defs/forms.py').slice(0, 2_500),
}, 'import dagster as dg');
