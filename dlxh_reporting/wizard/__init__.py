from . import dlxh_opinion_return
