import type { Rule } from '../model/rule';
import { classifier, classOf } from './shared/personal';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'pii-in-log',
  group: 'governance',
  severity: 'warning',
  certainty: 'advice',
  summary: 'A program prints or logs a column that is classified as personal',
  why: 'Logs are kept, copied and read by more people than the table, and nobody deletes a person from them. Told where `print` or a logger is given a field by its name (`row["email"]`, `row.email`) and the file reads a dataset in which the column of that name is classified, itself or by what it is made from. What a function makes of it is left alone; so are names that nothing classifies.',
  sources: ['https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude', 'CWE-532'],
  about: ['frames'],
  fix: 'none',
  *check(document, ws) {
    const logged = problemsOf(document, this.id);
    if (logged.length === 0) return;
    const read = [...new Set(document.facts.references.flatMap(r => {
      const found = r.role === 'reads' ? ws.resolve(r, document.path) : null;
      return found?.kind === 'one' ? [found.entity.id] : [];
    }))];
    if (read.length === 0) return;
    const classes = classifier(ws);
    for (const finding of logged) {
      const { column } = finding.data as { readonly column: string };
      const from = read.find(id => {
        const found = classOf(classes, id, column);
        return found !== null && !found.open;
      });
      if (from !== undefined) yield { rule: this.id, span: finding.span, message: `This puts '${column}' of '${ws.entity(from)?.name ?? ''}' into a log, and it is classified as personal`, related: [{ id: from, message: 'the column is classified here, or comes from one that is' }] };
    }
  },
  examples: [
    {
      title: 'an address in a log',
      files: `
        //- job.py
        import logging
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        df = spark.table("shop.customers")
        for row in df.collect():
            print(row["email"], row["id"])
            #     ^^^^^^^^^^^^ 'email' of 'customers' into a log
            logging.info(f"mail to {row.email}")
            #                       ^^^^^^^^^ into a log
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: shop
            tables:
              - name: customers
                columns:
                  - name: email
                    meta: {pii: true}
      `,
    },
    {
      title: 'how many there are, a hash, and a table without classes',
      files: `
        //- job.py
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        df = spark.table("shop.customers")
        for row in df.collect():
            print(len(row["email"]), row["id"])
        //- other.py
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        for row in spark.table("shop.shops").collect():
            print(row["email"])
        //- dbt_project.yml
        name: shop
        profile: shop
        //- models/sources.yml
        sources:
          - name: shop
            tables:
              - name: customers
                columns:
                  - name: email
                    meta: {pii: true}
      `,
    },
  ],
};
