import { describe, expect, it } from 'vitest';
import { folderSteps } from '../../../src/extension/tests/folderSteps.js';

describe('the folders above a test', () => {
  it('have a label each, and an id that no other folder has', () => {
    expect(folderSteps('app/prompts/support/a.prompt.yml')).toEqual({
      folders: [
        { id: 'folder app', label: 'app' },
        { id: 'folder app/prompts', label: 'prompts' },
        { id: 'folder app/prompts/support', label: 'support' },
      ],
      name: 'a.prompt.yml',
    });
  });

  it('are none for a file at the root, and for one outside the open folders', () => {
    expect(folderSteps('a.prompty')).toEqual({ folders: [], name: 'a.prompty' });
    expect(folderSteps('/elsewhere/a.prompty')).toEqual({ folders: [], name: 'a.prompty' });
    expect(folderSteps('C:/elsewhere/a.prompty')).toEqual({ folders: [], name: 'a.prompty' });
  });
});
