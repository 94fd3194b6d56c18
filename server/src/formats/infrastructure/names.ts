import { key, type Key } from '../../model/key';

/**
 * What infrastructure code names by itself. Addresses of Terraform (`aws_s3_bucket.lake`, `var.env`, `module.net`) hold in
 * one folder; logical ids of CloudFormation in one template.
 */
export function addressKey(folder: string, address: string): Key {
  return key('terraform', `${folder}:${address}`);
}

export function logicalKey(file: string, id: string): Key {
  return key('cloudformation', `${file}:${id}`);
}

/** A table of a service that is no warehouse, by its name there. */
export function serviceKey(service: 'dynamodb' | 'firehose' | 'glue.job' | 'lambda' | 'dms' | 'airbyte' | 'fivetran', name: string): Key {
  return key(service, name);
}
