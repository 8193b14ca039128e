from . import dlxh_activation
from . import dlxh_own_data
from . import dlxh_word
