import type { AgentType } from './agentId';
import type { BaseAgent } from './baseAgent';
import type { BaseAgentConfig } from './baseAgentConfig';
import { CoverageAnalyzerAgent } from './coverageAnalyzerAgent';
import { QualityGateAgent, type QualityGateContext } from './qualityGateAgent';
import { TestGeneratorAgent, type TestGeneratorContext } from './testGeneratorAgent';

/** What the agents of all types need for their work. */
export type AgentContext = TestGeneratorContext & QualityGateContext;

/** Makes an agent of the type; it takes tasks once it is initialised. */
export function createAgent(type: AgentType, config: BaseAgentConfig, context: AgentContext): BaseAgent {
  switch (type) {
    case 'test-generator':
      return new TestGeneratorAgent(config, context);
    case 'coverage-analyzer':
      return new CoverageAnalyzerAgent(config, context);
    case 'quality-gate':
      return new QualityGateAgent(config, context);
  }
}
