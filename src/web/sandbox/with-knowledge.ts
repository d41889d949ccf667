/** What needs the knowledge and the clinical core: one chunk, loaded after the first paint. */
export { loadKnowledge } from '../load-knowledge.js';
export { runLine } from '../run-line.js';
export { orderables } from './draft-order.js';
export { editableResults } from './edit-record.js';
