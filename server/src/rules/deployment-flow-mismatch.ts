import type { Json } from '../model/key';
import type { Rule } from '../model/rule';
import { closest } from '../text/fuzzy';
import { didYouMean, replaceBy } from './shared/names';
import { problemsOf, told } from './shared/problems';

export const rule: Rule = {
  id: 'deployment-flow-mismatch',
  group: 'references',
  severity: 'error',
  certainty: 'resolved',
  summary: 'A deployment does not fit its flow',
  why: 'Prefect loads the flow by its entrypoint when it deploys, and stops if the file has no such function. Parameters that the flow does not have make every run fail with a SignatureMismatchError. A file that is not in the workspace may be fetched by a step, so it is only a warning, and only where a file of a similar name is here.',
  sources: ['https://docs.prefect.io/v3/how-to-guides/deployments/prefect-yaml', 'Prefect MissingFlowError, SignatureMismatchError'],
  about: ['prefect'],
  fix: 'suggested',
  *check(document, workspace) {
    for (const finding of problemsOf(document, this.id)) {
      const near = told(finding).texts('near');
      yield { ...finding, message: `${finding.message}${didYouMean(near)}` };
    }
    for (const reference of document.facts.references) {
      if (reference.type !== 'prefect.entrypoint') continue;
      const resolution = workspace.resolve(reference, document.path);
      if (resolution.kind === 'one') {
        const flow = resolution.entity;
        if (flow.type !== 'prefect.flow' || flow.attributes.more?.['open'] === true || flow.definitions !== 1) continue;
        const names = list(flow.attributes.more?.['parameters']).flatMap(p => text(p, 'name') ?? []);
        for (const given of list(reference.data?.['parameters'])) {
          const name = text(given, 'name');
          const start = number(given, 'start');
          const end = number(given, 'end');
          if (name === null || start === null || end === null || names.includes(name) || name === '<<') continue;
          const near = closest(name, names);
          yield { rule: this.id, span: { start, end }, message: `The flow '${flow.name}' has no parameter '${name}'${didYouMean(near)}`, data: { near }, related: [{ id: flow.id, message: 'the flow' }] };
        }
        continue;
      }
      const files = list(reference.data?.['files']).flatMap(f => (typeof f === 'string' ? [f] : []));
      const wanted = reference.data?.['function'];
      if (resolution.kind !== 'none' || files.length === 0 || typeof wanted !== 'string') continue;
      const file = files.find(f => workspace.document(f) !== undefined);
      const at = reference.span;
      if (file !== undefined) {
        const flows = workspace.document(file)!.facts.declarations.filter(d => d.type === 'prefect.flow').flatMap(d => d.keys.find(k => k.startsWith('prefect.entrypoint|'))?.split(':').pop() ?? []);
        // A name that the file gets from elsewhere, or that is put together, may be a flow too.
        const text = workspace.document(file)!.text;
        if (new RegExp(`(^|[^\\w.])${wanted.replace(/[^\w]/g, '')}([^\\w]|$)`).test(text) || /import \*/.test(text)) continue;
        const near = closest(wanted, flows);
        const start = at.end - wanted.length;
        yield { rule: this.id, span: { start: Math.max(at.start, start), end: at.end }, message: `${file} has no flow '${wanted}'${didYouMean(near)}`, data: { near } };
        continue;
      }
      const named = files[0]!;
      const near = closest(named, [...workspace.paths()].filter(p => p.endsWith('.py')), 1);
      if (near.length > 0) yield { rule: this.id, span: at, message: `There is no file ${named}${didYouMean(near)}`, severity: 'warning', data: { near: [] } };
    }
  },
  fixes: (finding, document) => replaceBy(document.path, finding.span, ((finding.data ?? { near: [] }) as { near?: string[] }).near ?? []),
  examples: [
    {
      title: 'a function and a parameter that the file does not have',
      files: `
        //- flows/orders.py
        from prefect import flow

        @flow
        def daily_orders(day: str, limit: int = 10): ...
        //- prefect.yaml
        name: shop
        deployments:
          - name: daily
            entrypoint: flows/orders.py:daily_orders
            parameters:
              limt: 5
        #     ^^^^ The flow 'daily-orders' has no parameter 'limt'; did you mean 'limit'?
          - name: weekly
            entrypoint: flows/orders.py:refunds
        #                               ^^^^^^^ flows/orders.py has no flow 'refunds'
      `,
      fixed: `
        //- prefect.yaml
        name: shop
        deployments:
          - name: daily
            entrypoint: flows/orders.py:daily_orders
            parameters:
              limit: 5
          - name: weekly
            entrypoint: flows/orders.py:refunds
      `,
    },
    {
      title: 'a deployment in code',
      files: `
        //- flows/orders.py
        from prefect import flow

        @flow
        def daily_orders(day: str): ...

        if __name__ == "__main__":
            daily_orders.serve(name="daily", parameters={"dy": "today"})
            #                                             ^^ The flow 'daily-orders' has no parameter 'dy'; did you mean 'day'?
      `,
    },
    {
      title: 'parameters that fit, and a flow that takes any',
      files: `
        //- flows/orders.py
        from prefect import flow

        @flow(name="Daily orders")
        def daily_orders(day: str): ...

        @flow
        def any_orders(**options): ...
        //- deploy/prefect.yaml
        deployments:
          - name: daily
            entrypoint: flows/orders.py:daily_orders
            parameters: {day: today}
          - name: any
            entrypoint: flows/orders.py:any_orders
            parameters: {limit: 5}
      `,
    },
  ],
};

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function text(value: Json, name: string): string | null {
  const found = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: Json })[name] : undefined;
  return typeof found === 'string' ? found : null;
}

function number(value: Json, name: string): number | null {
  const found = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [name: string]: Json })[name] : undefined;
  return typeof found === 'number' ? found : null;
}
