/** The types of a package that is built are made from the report's schema. */

export type { Report } from '../core/studies/sensitivity/schema.js';
