import type { Rule } from '../model/rule';
import { namespaceOf } from '../model/key';
import { listed } from './shared/dbt';
import { classifier, personalColumns } from './shared/personal';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'pii-in-bucket',
  group: 'governance',
  severity: 'warning',
  certainty: 'resolved',
  summary: 'A bucket into which personal data is written deletes nothing, or has no key of its own',
  why: 'Columns that are classified as personal come along the lineage into files of the bucket, and nothing deletes them: the GDPR wants personal data kept no longer than it is needed. Without a rule for encryption the data is encrypted with a key of the service alone, which whoever may read the bucket need not ask for: told as information where this alone is missing. Rules in resources of their own count. Said of data, never of names.',
  sources: ['https://gdpr-info.eu/art-5-gdpr/', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html'],
  about: ['terraform'],
  fix: 'none',
  *check(document, ws) {
    const bare = problemsOf(document, this.id);
    if (bare.length === 0) return;
    const classes = classifier(ws);
    for (const finding of bare) {
      const { resource, kept, plain } = finding.data as { readonly resource: string; readonly kept: boolean; readonly plain: boolean };
      const bucket = document.facts.declarations.find(d => d.attributes.more?.['address'] === resource);
      const within = bucket && ws.entity(bucket.id) ? namespaceOf(ws.entity(bucket.id)!.id) : null;
      if (!bucket || within === null || !within.includes('://')) continue;
      const about = ws.referrers(bucket.id).map(r => (r.from === null ? '' : String(ws.entity(r.from)?.attributes.more?.['resource'] ?? '')));
      const missing = [...(kept && !about.some(r => /lifecycle/.test(r)) ? ['no rule deletes any of it'] : []), ...(plain && !about.some(r => /encryption/.test(r)) ? ['it has no key of its own'] : [])];
      if (missing.length === 0) continue;
      const personal = ws.entitiesOf('storage.path').filter(e => namespaceOf(e.id) === within).flatMap(e => personalColumns(classes, e.id).map(c => ({ place: e.name, column: c })));
      if (personal.length === 0) continue;
      yield { rule: this.id, span: finding.span, ...(missing[0]!.startsWith('no rule') ? {} : { severity: 'information' as const }), message: `Personal data is written into this bucket (${listed([...new Set(personal.map(p => p.column))])} in ${personal[0]!.place}), and ${missing.join('; ')}` };
    }
  },
  examples: [
    {
      title: 'addresses that a job writes into a bucket',
      files: `
        //- main.tf
        resource "aws_s3_bucket" "lake" {
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ and no rule deletes any of it; it has no key of its own
          bucket = "lake"
        }
        resource "aws_s3_bucket" "backups" {
          bucket = "backups"
        }
        //- job.py
        from pyspark.sql import SparkSession
        spark = SparkSession.builder.getOrCreate()
        df = spark.table("shop.customers").select("id", "email")
        df.write.parquet("s3://lake/customers")
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
      title: 'a bucket that forgets after a month, and hashed addresses',
      files: `
        //- main.tf
        resource "aws_s3_bucket" "lake" {
          bucket = "lake"
        }
        resource "aws_s3_bucket_lifecycle_configuration" "lake" {
          bucket = aws_s3_bucket.lake.id
          rule {
            id     = "forget"
            status = "Enabled"
            expiration { days = 30 }
          }
        }
        resource "aws_s3_bucket_server_side_encryption_configuration" "lake" {
          bucket = aws_s3_bucket.lake.id
          rule {
            apply_server_side_encryption_by_default {
              sse_algorithm = "aws:kms"
            }
          }
        }
        resource "aws_s3_bucket" "open" {
          bucket = "open"
        }
        //- job.py
        from pyspark.sql import SparkSession, functions as F
        spark = SparkSession.builder.getOrCreate()
        df = spark.table("shop.customers")
        df.select("id", "email").write.parquet("s3://lake/customers")
        df.select("id", F.sha2("email", 256).alias("email_hash")).write.parquet("s3://open/customers")
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
