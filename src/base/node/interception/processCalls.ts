import childProcess from 'node:child_process';
import cluster from 'node:cluster';
import os from 'node:os';
import workerThreads from 'node:worker_threads';
import { interceptFunctions, type OutwardCallHandler } from './outwardCall';

const machineFacts =
  /^(cpus|freemem|homedir|hostname|loadavg|machine|networkInterfaces|release|totalmem|uptime|userInfo|version)$/;

/** Puts `handle` in front of starting processes and threads, and of changing what the process is to the system. */
export function interceptProcess(handle: OutwardCallHandler): void {
  const start = ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'];
  const change = [
    'kill',
    'chdir',
    'dlopen',
    'binding',
    '_linkedBinding',
    'setuid',
    'setgid',
    'seteuid',
    'setegid',
  ];
  interceptFunctions({ owner: childProcess, prefix: 'child_process.', names: start }, handle);
  interceptFunctions(
    { owner: childProcess.ChildProcess.prototype, prefix: 'ChildProcess.', names: ['spawn'] },
    handle,
  );
  interceptFunctions({ owner: workerThreads, prefix: 'worker_threads.', names: ['Worker'] }, handle);
  interceptFunctions(
    { owner: cluster, prefix: 'cluster.', names: ['fork', 'setupPrimary', 'setupMaster'] },
    handle,
  );
  interceptFunctions({ owner: process, prefix: 'process.', names: change }, handle);
}

/** Puts `handle` in front of the ways to end the process. */
export function interceptExit(handle: OutwardCallHandler): void {
  interceptFunctions({ owner: process, prefix: 'process.', names: ['exit', 'abort', 'reallyExit'] }, handle);
}

/** Puts `handle` in front of what tells one machine from another. */
export function interceptMachineFacts(handle: OutwardCallHandler): void {
  const names = Object.keys(os).filter((name) => machineFacts.test(name));
  interceptFunctions({ owner: os, prefix: 'os.', names }, handle);
}
