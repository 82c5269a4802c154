import type { BadTest } from '../../../support/corpusTest';

/** Tests that touch the world outside through the module, so that their text does not show it. */
export function worldFaults(outside: string): readonly BadTest[] {
  return [
    {
      unit: 'saveNote',
      title: 'writes beside the sources',
      body: `expect(saveNote('note.txt', 'hello')).toBe(5);`,
      reason: 'touches-world',
      detail: /file system/,
    },
    {
      unit: 'saveNote',
      title: 'writes outside of the workspace',
      body: `expect(saveNote(${JSON.stringify(`${outside}/note.txt`)}, 'hello!')).toBe(6);`,
      reason: 'touches-world',
      detail: /file system/,
    },
    {
      unit: 'dropNote',
      title: 'deletes a file',
      body: `expect(dropNote('src/desk.ts')).toBe('src/desk.ts is gone');`,
      reason: 'touches-world',
      detail: /file system/,
    },
    {
      unit: 'readNote',
      title: 'reads a file',
      body: `expect(readNote('package.json').slice(0, 1)).toBe('{');`,
      reason: 'touches-world',
      detail: /file system/,
    },
    {
      unit: 'openOffice',
      title: 'opens a server and leaves it open',
      body: `expect(openOffice(() => {})).toBe('open');`,
      reason: 'touches-world',
      detail: /network/,
    },
    {
      unit: 'dial',
      title: 'opens a socket',
      body: `expect(dial(9)).toBe('dialled 9');`,
      reason: 'touches-world',
      detail: /network/,
    },
    {
      unit: 'ask',
      title: 'asks a server',
      body: `expect(await ask('http://127.0.0.1:9/')).toBe('silence');`,
      reason: 'touches-world',
      detail: /network/,
    },
    {
      unit: 'runErrand',
      title: 'starts a process',
      body: `expect(runErrand('node')).toBe('done');`,
      reason: 'touches-world',
      detail: /process/,
    },
    {
      unit: 'closeForGood',
      title: 'ends the process',
      body: `expect(() => closeForGood(0)).toThrow();`,
      reason: 'touches-world',
      detail: /process/,
    },
    {
      unit: 'setMode',
      title: 'changes the environment',
      body: `expect(setMode('night')).toBe('night');`,
      reason: 'touches-world',
      detail: /other tests|environment/,
    },
    {
      unit: 'moveTo',
      title: 'changes the folder',
      body: `expect(moveTo('.')).toBe('.');`,
      reason: 'touches-world',
      detail: /./,
    },
    {
      unit: 'watchDoor',
      title: 'leaves a timer running',
      body: `expect(watchDoor(() => {})).toBe('watching');`,
      reason: 'failed',
      detail: /did not end/,
    },
  ];
}
