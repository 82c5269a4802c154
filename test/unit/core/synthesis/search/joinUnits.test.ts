import assert from 'node:assert/strict';
import type { ModuleModel } from '../../../../../src/core/synthesis/moduleModel';
import type { RuntimeExport } from '../../../../../src/core/synthesis/runtimeExports';
import { joinUnits } from '../../../../../src/core/synthesis/search/joinUnits';
import { aClassUnit, aRuntimeExport } from '../../../../support/synthesisBuilders';

const emptyModel: ModuleModel = {
  file: 'src/store.js',
  moduleSystem: 'commonjs',
  units: [],
  functions: [],
  examples: [],
  workedExamples: [],
  constants: [],
  imports: [],
};

function aClassAtRunTime(name: string, changes: Partial<RuntimeExport>): RuntimeExport {
  return { ...aRuntimeExport(name, 'class'), ownName: 'Store', counters: [0, 3], ...changes };
}

function shapeOf(exports: readonly RuntimeExport[], model = emptyModel) {
  const { units, notices } = joinUnits(model, exports, { staysInType: false, points: [] });
  const shape = units.map(({ localName, exportName, construct, functions }) => ({
    localName,
    exportName,
    calls: [...(construct ? [`new ${construct.path}`] : []), ...functions.map(({ path }) => path)],
  }));
  return { shape, notices };
}

describe('joinUnits', () => {
  it('calls a class without new where that works', () => {
    const { shape } = shapeOf([aClassAtRunTime('default', { worksWithoutNew: true })]);
    assert.deepEqual(shape, [{ localName: 'Store', exportName: 'default', calls: ['new Store', 'Store'] }]);
  });

  it('tests a class that is exported as such and behind a Proxy once, and the call that only the Proxy allows', () => {
    const { shape } = shapeOf([
      aClassAtRunTime('default', { worksWithoutNew: true, counters: [] }),
      aClassAtRunTime('Store', {}),
    ]);
    assert.deepEqual(shape, [
      { localName: 'store', exportName: 'default', calls: ['store'] },
      { localName: 'Store', exportName: 'Store', calls: ['new Store'] },
    ]);
  });

  it('says that a class is not exported only if it is not there under another name', () => {
    const model = { ...emptyModel, units: [aClassUnit('Store')] };
    assert.deepEqual(shapeOf([aClassAtRunTime('default', {})], model).notices, []);
    const { notices } = shapeOf([aRuntimeExport('other', 'function')], model);
    assert.deepEqual(notices, ['Store is left out: the module does not export it at run time.']);
  });
});
