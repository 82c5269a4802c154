import { serveTypeChecks } from './adapters/languages/typescript/typeCheck/serveTypeChecks';

serveTypeChecks();
