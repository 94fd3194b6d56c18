/** Files are read in the one thread there is: nobody asks for a pool. */
export function createPool(): never {
  throw new Error('There are no threads in a browser.');
}
