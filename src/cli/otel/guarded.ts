import type { RunObserver } from '../runObserver.js';

/** The same observer, whose faults are told instead of thrown. */
export function guarded(observer: RunObserver, onFault: (fault: unknown) => void): RunObserver {
  const quietly =
    <A extends unknown[]>(tell: (...told: A) => void) =>
    (...told: A) => {
      try {
        tell(...told);
      } catch (fault) {
        onFault(fault);
      }
    };
  return {
    onStart: quietly(observer.onStart),
    onSend: quietly(observer.onSend),
    onAsk(asking, request) {
      let watch: ReturnType<RunObserver['onAsk']> | null = null;
      quietly(() => (watch = observer.onAsk(asking, request)))();
      return {
        sent: quietly(() => watch?.sent()),
        ended: quietly((result) => watch?.ended(result)),
      };
    },
    onWait: quietly(observer.onWait),
    onOutcome: quietly(observer.onOutcome),
    onEnd: quietly(observer.onEnd),
  };
}
