/** The bundled program of the layout worker, put in by the build. */
declare module 'layout-worker' {
  const text: string;
  export default text;
}
