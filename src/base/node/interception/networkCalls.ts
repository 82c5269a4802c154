import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { type InterceptOptions, interceptFunctions, type OutwardCallHandler } from './outwardCall';

/**
 * Puts `handle` in front of connecting, listening, sending and name resolution. Clients that are not named here (http2,
 * undici) end at `net.Socket.connect`.
 */
export function interceptNetwork(handle: OutwardCallHandler): void {
  const functions: readonly InterceptOptions[] = [
    { owner: net.Socket.prototype, prefix: 'net.Socket.', names: ['connect'] },
    { owner: net.Server.prototype, prefix: 'net.Server.', names: ['listen'] },
    { owner: tls, prefix: 'tls.', names: ['connect'] },
    { owner: dgram.Socket.prototype, prefix: 'dgram.Socket.', names: ['bind', 'send', 'connect'] },
    { owner: http, prefix: 'http.', names: ['request', 'get'] },
    { owner: https, prefix: 'https.', names: ['request', 'get'] },
    { owner: dns, prefix: 'dns.', names: resolvers(dns) },
    { owner: dns.promises, prefix: 'dns.promises.', names: resolvers(dns.promises), isAsync: true },
    { owner: dns.Resolver.prototype, prefix: 'dns.Resolver.', names: resolvers(dns.Resolver.prototype) },
    {
      owner: dns.promises.Resolver.prototype,
      prefix: 'dns.promises.Resolver.',
      names: resolvers(dns.promises.Resolver.prototype),
      isAsync: true,
    },
    { owner: globalThis, prefix: '', names: ['fetch'], isAsync: true },
  ];
  for (const options of functions) interceptFunctions(options, handle);
  for (const name of ['WebSocket', 'EventSource']) interceptGlobalClass(name, handle);
}

/** Not `replaceFunction`: merely reading these globals loads a large part of Node.js, which waits here until they are read. */
function interceptGlobalClass(name: string, handle: OutwardCallHandler): void {
  const original = Reflect.getOwnPropertyDescriptor(globalThis, name);
  if (original?.configurable !== true) return;
  const read = (): unknown => {
    Object.defineProperty(globalThis, name, original);
    interceptFunctions({ owner: globalThis, prefix: '', names: [name] }, handle);
    return Reflect.get(globalThis, name);
  };
  Object.defineProperty(globalThis, name, {
    get: read,
    set: (value: unknown) => {
      Object.defineProperty(globalThis, name, { ...dataProperty, value });
    },
    configurable: true,
    enumerable: original.enumerable ?? false,
  });
}

const dataProperty = { writable: true, configurable: true, enumerable: false };

function resolvers(owner: object): string[] {
  return Object.getOwnPropertyNames(owner).filter(
    (name) => /^(lookup|resolve|reverse)/.test(name) && typeof Reflect.get(owner, name) === 'function',
  );
}
