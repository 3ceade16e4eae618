/** Offers `plumbline mcp` to the editor's agents, where a folder has the command line installed. */

import {
  lm,
  McpStdioServerDefinition,
  Uri,
  workspace,
  type Disposable,
  type WorkspaceFolder,
} from 'vscode';

const COMMAND_LINE = 'node_modules/plumbline/dist/cli.js';

export const promptServers = (): Disposable =>
  lm.registerMcpServerDefinitionProvider('plumbline.prompts', {
    provideMcpServerDefinitions: async () => {
      // It is the folder's own program.
      const folders = workspace.isTrusted ? (workspace.workspaceFolders ?? []) : [];
      return (await Promise.all(folders.map(promptServersIn))).flat();
    },
  });

/** None where the command line is not among the folder's packages. */
export async function promptServersIn({
  uri,
  name,
}: WorkspaceFolder): Promise<McpStdioServerDefinition[]> {
  const program = Uri.joinPath(uri, COMMAND_LINE);
  const isThere = await workspace.fs.stat(program).then(
    () => uri.scheme === 'file',
    () => false,
  );
  if (!isThere) return [];
  const args = [program.fsPath, 'mcp', uri.fsPath];
  return [new McpStdioServerDefinition(`Plumbline: ${name}`, 'node', args)];
}
