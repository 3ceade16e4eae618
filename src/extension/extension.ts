/** The extension's table of contents: builds the services, registers the views, and nothing else. */

import { languages, window, workspace, type ExtensionContext } from 'vscode';
import { PromptLenses, WordingLenses } from './codeLens.js';
import { answerDocuments } from './answerDiff.js';
import { comparisonDocuments } from './compareRuns.js';
import { Decorations } from './decorations.js';
import { Keys } from './keys.js';
import { HeatStrip } from './influence/heatStrip.js';
import { PromptDiagnostics } from './library/diagnostics.js';
import { libraryFeatures } from './library/libraryFeatures.js';
import { PromptOutline } from './library/outline.js';
import { PromptLibraries } from './library/promptLibraries.js';
import { VariableFeatures } from './library/variables.js';
import { lazyPlatform } from './lazyPlatform.js';
import { Models } from './models.js';
import { ModelsView } from './modelsView.js';
import { PANEL_TYPE, Panels } from './panel.js';
import { followPrompts } from './promptContext.js';
import { PROMPT_DOCUMENTS, WORDINGS_GLOB, promptOfVariantsFile } from './promptFiles.js';
import { registerCommands } from './registerCommands.js';
import { REPORT_EDITOR, ReportEditor } from './reportEditor.js';
import { runOnSave } from './runOnSave.js';
import { Session } from './session.js';
import { statusBar } from './statusBar.js';
import { testController } from './testController.js';
import { WordingReview } from './wordings/wordingReview.js';

export function activate(context: ExtensionContext) {
  const log = window.createOutputChannel('Plumbline', { log: true });
  const platform = lazyPlatform(context);
  const keys = new Keys(context.secrets);
  const models = new Models({ platform, keys, memory: context.workspaceState, log });
  const session: Session = new Session({
    platform,
    models,
    log,
    isInLibrary: (uri) => libraries.holds(uri),
  });
  const review = new WordingReview({ session, platform, models, log });
  const libraries = new PromptLibraries({ platform, session, log });
  const library = libraryFeatures(context, {
    libraries,
    platform,
    log,
    onMoved: async (from, to) => {
      const read = session.move(from, to);
      // Before anything is awaited: a panel that draws itself would ask for the old path again.
      panels.move(from, to);
      await read;
    },
  });
  const diagnostics = new PromptDiagnostics(session);
  const variables = new VariableFeatures(session, platform);
  const outline = new PromptOutline(session);
  const panels: Panels = new Panels({ context, session, review, models, platform, log });
  const lenses = new PromptLenses(session);
  const wordingLenses = new WordingLenses(promptOfVariantsFile);
  const decorations = new Decorations(session, log);
  const heatStrip = new HeatStrip({ session, memory: context.workspaceState, log });
  const modelsView = new ModelsView({ models, platform, log });
  const redraw = () => {
    lenses.refresh();
    decorations.refresh();
    panels.refresh();
    modelsView.refresh();
    diagnostics.refresh();
  };

  context.subscriptions.push(
    log,
    session,
    panels,
    lenses,
    decorations,
    heatStrip,
    modelsView,
    libraries,
    library,
    diagnostics,
    { dispose: () => platform.dispose() },
    statusBar(session),
    runOnSave(session, log),
    followPrompts(session),
    answerDocuments(session),
    comparisonDocuments({ session, platform }),
    testController(session, log),
    languages.registerCodeLensProvider(PROMPT_DOCUMENTS, lenses),
    languages.registerCompletionItemProvider(PROMPT_DOCUMENTS, variables, '{', ' ', ':'),
    languages.registerHoverProvider(PROMPT_DOCUMENTS, variables),
    languages.registerHoverProvider(PROMPT_DOCUMENTS, heatStrip),
    languages.registerDefinitionProvider(PROMPT_DOCUMENTS, variables),
    languages.registerRenameProvider(PROMPT_DOCUMENTS, variables),
    languages.registerCodeActionsProvider(PROMPT_DOCUMENTS, diagnostics),
    languages.registerDocumentSymbolProvider(PROMPT_DOCUMENTS, outline, { label: 'Plumbline' }),
    languages.registerFoldingRangeProvider(PROMPT_DOCUMENTS, outline),
    libraries.onDidChange(() => {
      lenses.refresh();
      diagnostics.refresh();
    }),
    languages.registerCodeLensProvider({ pattern: WORDINGS_GLOB }, wordingLenses),
    window.registerWebviewPanelSerializer(PANEL_TYPE, panels),
    window.registerCustomEditorProvider(REPORT_EDITOR, new ReportEditor(context, log)),
    window.registerTreeDataProvider('plumbline.models', modelsView),
    workspace.onDidGrantWorkspaceTrust(redraw),
    workspace.onDidChangeConfiguration(
      (change) => change.affectsConfiguration('plumbline') && redraw(),
    ),
    ...registerCommands({
      context,
      session,
      review,
      heatStrip,
      models,
      keys,
      platform,
      panels,
      libraries,
      library,
      log,
      redraw,
    }),
  );
  void libraries.start();
  return { session, review, models, libraries };
}
