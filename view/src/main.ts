import { app } from './app';
import { findHost } from './host';

app(findHost(), document.body);
