import { app } from './app';
import { findHost } from './host';
import { speak, wordsOfPage } from './words';

speak(wordsOfPage());
app(findHost(), document.body);
