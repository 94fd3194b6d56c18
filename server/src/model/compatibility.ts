import type { Span } from '../text/span';

/** Levels of a schema registry. The `_TRANSITIVE` ones are those of the same name, against every earlier version. */
export type CompatibilityLevel = 'NONE' | 'BACKWARD' | 'FORWARD' | 'FULL' | 'BACKWARD_TRANSITIVE' | 'FORWARD_TRANSITIVE' | 'FULL_TRANSITIVE';

export const COMPATIBILITY_LEVELS: readonly CompatibilityLevel[] = ['NONE', 'BACKWARD', 'FORWARD', 'FULL', 'BACKWARD_TRANSITIVE', 'FORWARD_TRANSITIVE', 'FULL_TRANSITIVE'];

/** Why a schema can't follow an earlier one. */
export interface Incompatibility {
  /** Where it shows in the new text: the field itself, or what holds it where it is gone. */
  readonly span: Span;
  /** `backward`: readers with the new schema fail on old data. `forward`: readers with the old schema fail on new data. */
  readonly direction: 'backward' | 'forward';
  readonly message: string;
  /** The field's path: `Order.address.city`. */
  readonly where: string;
}

/** Which directions a level asks for. */
export function directionsOf(level: CompatibilityLevel): { readonly backward: boolean; readonly forward: boolean } {
  return { backward: /^(BACKWARD|FULL)/.test(level), forward: /^(FORWARD|FULL)/.test(level) };
}
