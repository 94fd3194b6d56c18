export * from './tree';
export * from './values';
export { FOREIGN, isForeign, MAX_PYTHON, readPython, readPythonAt } from './read';
export { type Branch, type Host, lookUp, MAX_CALLS, MAX_STEPS, moduleScope, newRun, type Run } from './run';
export { argumentsOf, attributeOf, callValue, evaluate } from './evaluate';
export { callFunction, construct, executeBlock, followModule } from './execute';
export { isSequence, itemsIn } from './builtins';
export { childExpressions, expressionsIn, statementsIn, visitExpressions, blocksOf } from './walk';
