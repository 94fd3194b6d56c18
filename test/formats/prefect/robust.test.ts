import { readFileSync } from 'node:fs';
import { prefect } from '../../../server/src/formats/prefect';
import { robust } from '../robust';

const text = (path: string): string => readFileSync(path, 'utf8');

robust(prefect, {
  'flows/forms.py': text('test/oracle/prefect/flows/forms.py'),
  'flows/orders.py': text('examples/prefect-shop/flows/orders.py'),
  'flows/daily.py': text('examples/prefect-shop/flows/daily.py'),
  'prefect.yaml': text('examples/prefect-shop/prefect.yaml'),
}, 'from prefect import flow, task');
