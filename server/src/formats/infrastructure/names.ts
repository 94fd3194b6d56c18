import { key, type Key } from '../../model/key';

/**
 * What infrastructure code names by itself. Addresses of Terraform (`aws_s3_bucket.lake`, `var.env`, `module.net`) hold in
 * one folder; logical ids of CloudFormation in one template.
 */
export function addressKey(folder: string, address: string): Key {
  return key('terraform', `${folder}:${address}`);
}

/** What a resource of a module whose callers name it is in the graph, as long as no caller is in sight. */
export function unnamedKey(folder: string, address: string): Key {
  return key('terraform.unnamed', `${folder}:${address}`);
}

/** A folder as a module: the calls of it answer to this. */
export function moduleKey(folder: string): Key {
  return key('terraform.module', folder);
}

/** What the address of a resource may mean, `aws_s3_bucket.b["a"]` the one instance before all of them. */
export function addressKeys(folder: string, address: string): readonly Key[] {
  const plain = address.endsWith(']') ? address.slice(0, address.lastIndexOf('[')) : address;
  return [...new Set([addressKey(folder, address), unnamedKey(folder, plain), addressKey(folder, plain)])];
}

export function logicalKey(file: string, id: string): Key {
  return key('cloudformation', `${file}:${id}`);
}

/** A table of a service that is no warehouse, by its name there. */
export function serviceKey(service: 'dynamodb' | 'firehose' | 'glue.job' | 'lambda' | 'dms' | 'airbyte' | 'airbyte.stream' | 'fivetran', name: string): Key {
  return key(service, name);
}

/** What one stack exports and others import, by its name in an account and region. */
export function exportKey(name: string): Key {
  return key('cloudformation.export', name);
}
