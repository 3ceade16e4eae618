/** Says that a run goes on, also when its panel is closed. */

import { l10n, StatusBarAlignment, window, type Disposable } from 'vscode';
import type { Session } from './session.js';

export function statusBar(session: Session): Disposable {
  const item = window.createStatusBarItem('plumbline.run', StatusBarAlignment.Left);
  item.name = 'Plumbline';
  let target: string | null = null;
  // The editor forgets a command that is replaced, and with it a click that is under way.
  const leadTo = (uri: string) => {
    if (uri === target) return;
    target = uri;
    item.command = {
      command: 'plumbline.showPanel',
      title: l10n.t('Show panel'),
      arguments: [uri],
    };
  };
  const draw = () => {
    const going = session.entries().filter(({ uri }) => session.isRunning(uri));
    const [first] = going;
    if (!first) {
      item.hide();
      return;
    }
    const counts = going.flatMap(({ phase }) => (phase.kind === 'running' ? [phase.progress] : []));
    const done = counts.reduce((sum, each) => sum + each.done, 0);
    const planned = counts.reduce((sum, each) => sum + each.planned, 0);
    item.text =
      counts.length === 0
        ? `$(sync~spin) ${l10n.t('Plumbline: preparing')}`
        : `$(sync~spin) ${l10n.t('Plumbline: {0} of {1} calls', done, planned)}`;
    item.tooltip = going.map(({ place, uri }) => place?.path ?? uri.path).join('\n');
    leadTo(first.uri.toString());
    item.show();
  };
  const subscription = session.onDidChange(draw);
  return {
    dispose: () => {
      subscription.dispose();
      item.dispose();
    },
  };
}
