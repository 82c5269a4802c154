import assert from 'node:assert/strict';
import { silentLogger } from '../../../../src/base/logger';
import { OnOffSwitch } from '../../../../src/frontends/vscode/onOffSwitch';

/** A switch whose product writes down what happens to it; each closing ends when it is let. */
function aSwitch(isOnAtFirst: boolean) {
  const happened: string[] = [];
  const endings: (() => void)[] = [];
  let isOn = isOnAtFirst;
  let listener = (): void => {};
  const product = new OnOffSwitch({
    start: () => {
      happened.push('start');
      return {
        dispose: () => void happened.push('dispose'),
        close: () =>
          new Promise<void>((resolve) => {
            happened.push('close');
            endings.push(() => {
              happened.push('closed');
              resolve();
            });
          }),
      };
    },
    isOn: () => isOn,
    onDidChange: (added) => {
      listener = added;
      return { dispose: () => void happened.push('deaf') };
    },
    logger: silentLogger,
  });
  const turn = async (on: boolean): Promise<void> => {
    isOn = on;
    listener();
    await new Promise(setImmediate);
  };
  const letClose = async (): Promise<void> => {
    endings.shift()?.();
    await new Promise(setImmediate);
  };
  return { product, happened, turn, letClose };
}

describe('OnOffSwitch', () => {
  it('starts what is on, and leaves alone what is off', () => {
    assert.deepEqual(aSwitch(true).happened, ['start']);
    assert.deepEqual(aSwitch(false).happened, []);
  });

  it('stops everything when it is switched off, and starts anew only when that has ended', async () => {
    const { happened, turn, letClose } = aSwitch(true);
    await turn(false);
    assert.deepEqual(happened, ['start', 'dispose', 'close']);
    await turn(true);
    assert.equal(happened.length, 3);
    await letClose();
    assert.deepEqual(happened.slice(3), ['closed', 'start']);
  });

  it('does not start what was switched off again meanwhile, nor anything twice', async () => {
    const { happened, turn, letClose } = aSwitch(true);
    await turn(false);
    await turn(true);
    await turn(false);
    await letClose();
    assert.deepEqual(happened.slice(3), ['closed']);
    await turn(true);
    await turn(true);
    assert.deepEqual(happened.slice(4), ['start']);
  });

  it('closes with the window, and hears of nothing afterwards', async () => {
    const { product, happened, turn, letClose } = aSwitch(true);
    const closed = product.close();
    await new Promise(setImmediate);
    await letClose();
    await closed;
    await turn(true);
    assert.deepEqual(happened, ['start', 'deaf', 'dispose', 'close', 'closed']);
  });
});
