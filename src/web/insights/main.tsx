import { mount } from '../mount.js';
import '../style.css';
import './insights.css';
import { InsightsPage } from './insights-page.js';

mount(<InsightsPage />);
