import { asyncResults } from './asyncLambdas';
import { callingBack } from './callbackLambdas';
import { failing, failingAtFirst } from './failingLambdas';
import { type InputExpression, inputOf } from './inputExpression';
import type { LambdaSlot } from './lambdaSlot';
import { recorder, recordingMappers } from './recordingLambdas';
import { syncResults } from './syncLambdas';

/** Functions as arguments: ordinary ones that fit the shape first, then ones that fail always or at first. */
export function lambdaInputs(slot: LambdaSlot): InputExpression[] {
  const { shape, name } = slot;
  const isAsync = shape.isAsync || shape.returns.kind === 'promise';
  const isListener =
    shape.returns.kind === 'undefined' ||
    /listener|handler|callback|^cb$|^done$|^next$|subscriber|observer|^on[A-Z]/.test(name);
  const isTask =
    isAsync ||
    (shape.returns.kind === 'unknown' && /task|operation|action|job|^fn$|^func$|request|work/.test(name));
  const ordinary =
    isListener && !isAsync ? [recorder(slot)] : isAsync ? asyncResults(slot) : syncResults(slot);
  if (isTask && !isAsync && !slot.staysInType) ordinary.push(inputOf("async () => 'done'", 0));
  const isWatched = !isAsync && !slot.staysInType && shape.returns.kind === 'unknown' && !isListener;
  return [
    ...callingBack(slot),
    ...ordinary,
    ...failing(isAsync),
    ...(isWatched ? recordingMappers(slot) : []),
    ...(isTask ? failingAtFirst(slot, isAsync || !slot.staysInType) : []),
  ];
}
