/** Properties are tried on the same values every time, so that a failure is one for everybody. */

import fc from 'fast-check';

fc.configureGlobal({ seed: 20 });
