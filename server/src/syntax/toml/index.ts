export { readToml } from './read';
