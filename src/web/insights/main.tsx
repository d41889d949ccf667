import { mount } from '../mount.js';
import '../style.css';

mount(<p>insights</p>);
