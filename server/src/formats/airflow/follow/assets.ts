import { argument, type CallArguments, type Expression, isSequence, keyword, knownText, type TextValue, textValue, type Value } from '../../../syntax/python';
import { type Asset, type AssetSet, hosted, objectOf } from '../objects';
import type { State } from './state';

/** Classes that name data: `Asset(…)`, in Airflow 2 `Dataset(…)`. */
export function isAssetClass(path: string): boolean {
  return /^airflow\.(sdk|datasets|assets|models)\b.*\.(Asset|Dataset|AssetAlias|DatasetAlias|Model)$/.test(path) && !path.startsWith('airflow.models') && !path.endsWith('.models.Model');
}

/** `AssetAll`, `AssetAny` and their old names. */
export function isAssetSetClass(path: string): boolean {
  return /^airflow\..*\.(Asset|Dataset)(All|Any)$/.test(path);
}

export function makeAsset(state: State, path: string, args: CallArguments, at: Expression): Asset {
  const alias = path.endsWith('Alias');
  const first = argument(args, alias ? 'name' : path.endsWith('Dataset') ? 'uri' : 'name', 0);
  const second = args.positional[1];
  const name = keyword(args, 'name')?.value;
  const uri = keyword(args, 'uri')?.value ?? (second?.value.kind === 'text' ? second.value : undefined);
  const only = uri === undefined && name === undefined ? first?.value : undefined;
  const asset: Asset = {
    is: 'asset', name: asText(name ?? (uri !== undefined ? first?.value : only)), uri: alias ? null : asText(uri ?? (name === undefined ? only : undefined)),
    nameSpan: asText(name ?? first?.value)?.origin ?? null, span: at.span, group: knownText(keyword(args, 'group')?.value), refers: false,
  };
  state.assets.push(asset);
  return asset;
}

/** `Asset.ref(name=…)` and `Asset.ref(uri=…)` name an asset that something else defines. */
export function referToAsset(args: CallArguments, at: Expression): Asset {
  const name = asText(keyword(args, 'name')?.value);
  const uri = asText(keyword(args, 'uri')?.value);
  return { is: 'asset', name, uri, nameSpan: (name ?? uri)?.origin ?? null, span: at.span, group: null, refers: true };
}

function asText(value: Value | undefined): TextValue | null {
  return value?.kind === 'text' ? value : null;
}

/** The assets in a value: one, a list, an expression, a timetable with some. Null if there is none. */
export function assetsIn(value: Value | undefined, depth = 0): AssetSet | null {
  if (!value || depth > 3) return null;
  const object = objectOf(value);
  if (object?.is === 'asset') return { is: 'assets', assets: [object], operator: '&' };
  if (object?.is === 'assets') return object;
  if (isSequence(value)) {
    const assets = value.items.flatMap(i => (isSequence(i) ? [] : (assetsIn(i, depth + 1)?.assets ?? [])));
    return assets.length > 0 ? { is: 'assets', assets, operator: '&' } : null;
  }
  if (value.kind === 'made' && /(Asset|Dataset)OrTimeSchedule$|PartitionedAssetTimetable$/.test(value.path)) return assetsIn((keyword(value.args, 'assets') ?? keyword(value.args, 'datasets'))?.value, depth + 1);
  return null;
}

/** `a & b | c` of assets. */
export function joinAssets(left: Value, right: Value, operator: string): Value | undefined {
  if (operator !== '&' && operator !== '|') return undefined;
  const a = isSequence(left) ? null : assetsIn(left);
  const b = isSequence(right) ? null : assetsIn(right);
  return a && b ? hosted({ is: 'assets', assets: [...a.assets, ...b.assets], operator }) : undefined;
}

/** A URI given where an asset may stand (`outlets=["s3://…"]` in old code). */
export function textAsset(value: Value, span: { start: number; end: number }): Asset | null {
  return value.kind === 'text' && value.text.includes('://') ? { is: 'asset', name: null, uri: textValue(value.text, value.known), nameSpan: value.origin, span, group: null, refers: true } : null;
}
