import { key, type Key } from '../../model/key';

/** A contract by its id: `contract|urn:orders`. */
export function contractKey(id: string): Key {
  return key('contract', id);
}

/** A table of a contract; case is folded, as most systems do. */
export function contractTableKey(contract: string, table: string): Key {
  return key('contract.table', `${contract}/${table.toLowerCase()}`);
}

/** A table by its name in whichever contract: what links between contracts name. */
export function anyContractTableKey(table: string): Key {
  return key('contract.name', table.toLowerCase());
}

export function contractCheckKey(contract: string, number: number): Key {
  return key('contract.check', `${contract}#${number}`);
}
