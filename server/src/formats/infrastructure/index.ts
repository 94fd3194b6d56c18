export { cloudformation } from './cloudformation';
export { terraform } from './terraform';
