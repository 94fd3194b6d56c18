/** Put in by the build from package.json. */
declare const PIPEWRIGHT_VERSION: string | undefined;

export const version: string = typeof PIPEWRIGHT_VERSION === 'string' ? PIPEWRIGHT_VERSION : '0.0.0';
