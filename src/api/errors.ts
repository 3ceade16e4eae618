/** Of what stands in the way. The types of a package that is built are those of the engine's own file. */

export { ProviderError, UserError } from '../core/errors.js';
