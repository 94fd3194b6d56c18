import type { Rule } from '../model/rule';
import { problemsOf } from './shared/problems';

export const rule: Rule = {
  id: 'personal-data-kept-forever',
  group: 'governance',
  severity: 'warning',
  certainty: 'advice',
  summary: 'Storage for personal data without a rule that deletes it',
  why: 'The GDPR wants personal data kept no longer than it is needed (article 5 (1) e). A bucket whose name says that it holds personal data has no lifecycle rule, in itself or in another resource of the module.',
  sources: ['https://gdpr-info.eu/art-5-gdpr/', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html'],
  about: ['terraform', 'cloudformation'],
  fix: 'none',
  *check(document, workspace) {
    for (const finding of problemsOf(document, this.id)) {
      const address = (finding.data as { readonly resource?: string }).resource;
      const declared = document.facts.declarations.find(d => d.attributes.more?.['address'] === address);
      const kept = declared !== undefined && workspace.referrers(declared.id).some(r => r.from !== null && /lifecycle/.test(String(workspace.entity(r.from)?.attributes.more?.['resource'] ?? '')));
      if (!kept) yield finding;
    }
  },
  examples: [
    {
      title: 'a bucket without a rule',
      files: `
        //- main.tf
        resource "aws_s3_bucket" "people" {
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 'acme-pii' seems to hold personal data, and no rule deletes any of it
          bucket = "acme-pii"
        }
      `,
    },
    {
      title: 'a rule in a resource of its own',
      files: `
        //- main.tf
        resource "aws_s3_bucket" "people" {
          bucket = "acme-pii"
        }
        resource "aws_s3_bucket_lifecycle_configuration" "people" {
          bucket = aws_s3_bucket.people.id
          rule {
            id     = "forget"
            status = "Enabled"
            expiration { days = 30 }
          }
        }
      `,
    },
  ],
};
