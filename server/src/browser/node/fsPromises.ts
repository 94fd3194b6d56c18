/** Nothing reads in this way in a browser. */
export function open(path: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' }));
}
