/** The extension's table of contents: builds the services, registers the views, and nothing else. */

import { languages, window, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { promptServers } from './chat/promptServers.js';
import { PromptTool } from './chat/promptTool.js';
import { PromptLenses, WordingLenses } from './codeLens.js';
import { baselineDocuments } from './baselines/acceptBaseline.js';
import { checkDocuments } from './baselines/checkDocuments.js';
import { remindOfAge } from './baselines/remind.js';
import { StaleMarks } from './baselines/staleMarks.js';
import { answerDocuments } from './answerDiff.js';
import { comparisonDocuments } from './compareRuns.js';
import { ConfigFiles } from './configFiles.js';
import { Decorations } from './decorations.js';
import { Keys } from './keys.js';
import { HeatStrip } from './influence/heatStrip.js';
import { PromptDiagnostics } from './library/diagnostics.js';
import { instructionMarks } from './load/instructionMarks.js';
import { libraryDocuments } from './library/libraryReport.js';
import { libraryFeatures } from './library/libraryFeatures.js';
import { PromptOutline } from './library/outline.js';
import { PromptLibraries } from './library/promptLibraries.js';
import { VariableFeatures } from './library/variables.js';
import { lazyPlatform } from './lazyPlatform.js';
import { Models } from './models.js';
import { ModelsView } from './modelsView.js';
import { PANEL_TYPE, Panels } from './panels.js';
import { promptLanguage } from './promptLanguage.js';
import { followPrompts } from './promptContext.js';
import { PROMPT_DOCUMENTS, WORDINGS_GLOB, promptOfVariantsFile } from './promptFiles.js';
import { registerCommands } from './registerCommands.js';
import { REPORT_EDITOR, ReportEditor } from './reportEditor.js';
import { gateFeatures } from './restraint/gateFeatures.js';
import { runOnSave } from './runOnSave.js';
import { Session } from './session.js';
import { statusBar } from './statusBar.js';
import { RedMessages } from './tests/redMessages.js';
import { testController } from './tests/testController.js';
import { WordingReview } from './wordings/wordingReview.js';

export function activate(context: ExtensionContext) {
  const services = createServices(context);
  const views = createViews(context, services);
  const { session, review, models, libraries, log } = services;
  const tests = testController(services);
  context.subscriptions.push(
    log,
    session,
    libraries,
    ...Object.values(views).filter((view) => 'dispose' in view),
    { dispose: () => services.platform.dispose() },
    statusBar(session),
    views.promptTool.register(),
    promptServers(),
    runOnSave(session, log),
    services.configs,
    followPrompts(session, services.configs),
    promptLanguage(),
    services.messages,
    tests,
    ...registerViews(context, services, views),
    ...registerCommands({ context, ...services, ...views, redraw: () => redraw(views) }),
  );
  void libraries.start();
  const { promptTool } = views;
  return { session, review, models, libraries, tests: tests.tree, promptTool };
}

type Services = ReturnType<typeof createServices>;
type Views = ReturnType<typeof createViews>;

/** What knows and does things; nothing here is seen. */
function createServices(context: ExtensionContext) {
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
  const configs = new ConfigFiles();
  const messages = new RedMessages();
  return { log, platform, keys, models, session, review, libraries, configs, messages };
}

/** What is seen. */
function createViews(context: ExtensionContext, services: Services) {
  const { log, platform, keys, models, session, review, libraries, configs, messages } = services;
  const panels: Panels = new Panels({ context, session, review, models, platform, log });
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
  return {
    panels,
    library,
    staleMarks: new StaleMarks(libraries, log),
    diagnostics: new PromptDiagnostics(session, configs),
    lenses: new PromptLenses(session, { models, platform, log }),
    promptTool: new PromptTool(session, { models, platform, log }),
    decorations: new Decorations({ session, messages, log }),
    heatStrip: new HeatStrip({ session, memory: context.workspaceState, log }),
    modelsView: new ModelsView({ models, platform, keys, configs, log }),
  };
}

function redraw({ lenses, decorations, panels, modelsView, diagnostics }: Views): void {
  for (const view of [lenses, decorations, panels, modelsView, diagnostics]) view.refresh();
}

function registerViews(context: ExtensionContext, services: Services, views: Views): Disposable[] {
  const { log, platform, session, libraries } = services;
  const { panels, lenses, heatStrip, diagnostics, staleMarks } = views;
  const variables = new VariableFeatures(session, platform);
  const outline = new PromptOutline(session);
  const wordingLenses = new WordingLenses(promptOfVariantsFile);
  const documents = PROMPT_DOCUMENTS;
  return [
    answerDocuments(session),
    comparisonDocuments({ session, platform }),
    checkDocuments({ session, platform }),
    libraryDocuments(libraries),
    instructionMarks({ session, log }),
    baselineDocuments({ session, platform }),
    window.registerFileDecorationProvider(staleMarks),
    remindOfAge(libraries, { memory: context.workspaceState, log }),
    languages.registerCodeLensProvider(documents, lenses),
    languages.registerCodeLensProvider({ pattern: WORDINGS_GLOB }, wordingLenses),
    languages.registerCompletionItemProvider(documents, variables, '{', ' ', ':'),
    languages.registerHoverProvider(documents, variables),
    languages.registerHoverProvider(documents, heatStrip),
    ...gateFeatures(session),
    languages.registerDefinitionProvider(documents, variables),
    languages.registerRenameProvider(documents, variables),
    languages.registerCodeActionsProvider(documents, diagnostics),
    languages.registerDocumentSymbolProvider(documents, outline, { label: 'Plumbline' }),
    languages.registerFoldingRangeProvider(documents, outline),
    window.registerWebviewPanelSerializer(PANEL_TYPE, panels),
    window.registerCustomEditorProvider(REPORT_EDITOR, new ReportEditor(context, log)),
    workspace.onDidGrantWorkspaceTrust(() => redraw(views)),
    workspace.onDidChangeConfiguration(
      (change) => change.affectsConfiguration('plumbline') && redraw(views),
    ),
    libraries.onDidChange(() => {
      lenses.refresh();
      diagnostics.refresh();
    }),
  ];
}
