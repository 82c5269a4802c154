import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import { replaceFunction } from './replaceFunction';
import type { WorldGuard } from './worldGuard';

/**
 * Blocks connecting, listening, sending and name resolution, always: a guard against accidents, not a boundary. Clients that
 * are not named here (http2, undici) end at `net.Socket.connect`.
 */
export function blockNetwork(guard: WorldGuard): void {
  const block = (owner: object, label: string, names: readonly string[]): void => {
    for (const name of names) {
      replaceFunction(owner, name, () => {
        throw guard.block('network', `${label}.${name}`);
      });
    }
  };
  const blockAsync = (owner: object, label: string, names: readonly string[]): void => {
    for (const name of names) {
      replaceFunction(owner, name, () => Promise.reject(guard.block('network', `${label}${name}`)));
    }
  };
  block(net.Socket.prototype, 'net.Socket', ['connect']);
  block(net.Server.prototype, 'net.Server', ['listen']);
  block(tls, 'tls', ['connect']);
  block(dgram.Socket.prototype, 'dgram.Socket', ['bind', 'send', 'connect']);
  block(http, 'http', ['request', 'get']);
  block(https, 'https', ['request', 'get']);
  block(dns, 'dns', resolvers(dns));
  blockAsync(dns.promises, 'dns.promises.', resolvers(dns.promises));
  block(dns.Resolver.prototype, 'dns.Resolver', resolvers(dns.Resolver.prototype));
  blockAsync(
    dns.promises.Resolver.prototype,
    'dns.promises.Resolver.',
    resolvers(dns.promises.Resolver.prototype),
  );
  blockAsync(globalThis, '', ['fetch']);
  for (const name of ['WebSocket', 'EventSource']) {
    if (!Reflect.has(globalThis, name)) continue;
    const refuse = function refuse(): never {
      throw guard.block('network', name);
    };
    // Not `replaceFunction`: merely reading these globals loads a large part of Node.
    Object.defineProperty(globalThis, name, {
      value: refuse,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}

function resolvers(owner: object): string[] {
  return Object.getOwnPropertyNames(owner).filter((name) => {
    if (!/^(lookup|resolve|reverse)/.test(name)) return false;
    return typeof Reflect.get(owner, name) === 'function';
  });
}
